# Check table policy
aws dynamodb describe-table --table-name iops-dashboard-metrics \
  | jq '.Table.TableArn'

# Verify Lambda role can access
