aws dynamodb describe-table --table-name iops-dashboard-metrics \
  | jq '.Table.GlobalSecondaryIndexes[].IndexStatus'
