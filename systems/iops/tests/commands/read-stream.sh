# Get stream ARN
STREAM_ARN=$(aws dynamodb describe-table \
  --table-name iops-dashboard-metrics \
  --query 'Table.LatestStreamArn' \
  --output text)

# Describe stream
aws dynamodbstreams describe-stream --stream-arn $STREAM_ARN

# Get records (for future WebSocket integration)
SHARD_ID=$(aws dynamodbstreams describe-stream \
  --stream-arn $STREAM_ARN \
  --query 'StreamDescription.Shards[0].ShardId' \
  --output text)

ITERATOR=$(aws dynamodbstreams get-shard-iterator \
  --stream-arn $STREAM_ARN \
  --shard-id $SHARD_ID \
  --shard-iterator-type LATEST \
  --query 'ShardIterator' \
  --output text)

aws dynamodbstreams get-records --shard-iterator $ITERATOR
