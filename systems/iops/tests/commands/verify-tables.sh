# List tables
aws dynamodb list-tables

# Describe metrics table
aws dynamodb describe-table --table-name iops-dashboard-metrics

# Describe insights table
aws dynamodb describe-table --table-name iops-dashboard-insights

# Verify GSIs
aws dynamodb describe-table --table-name iops-dashboard-metrics \
  | jq '.Table.GlobalSecondaryIndexes'
