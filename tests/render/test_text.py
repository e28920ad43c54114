"""Templates as text that people read."""

import json

from tests.plan.tables import gsi, table

from tablewright.design.resources import BackupSchedule
from tablewright.render import cloudformation, to_json, to_yaml

EXPECTED = """\
AWSTemplateFormatVersion: '2010-09-09'

Description: 'The DynamoDB tables of shop. Rendered by Tablewright from the design: change that, not this.'

Parameters:
  Environment:
    Type: String
    Description: The environment to deploy
    AllowedValues:
      - dev
      - prod
    Default: dev

Mappings:
  Environments:
    dev:
      RecoveryPeriodInDays: 7
    prod:
      RecoveryPeriodInDays: 35

Conditions:
  IsProd: !Equals [!Ref Environment, prod]

Resources:
  OrdersTable:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      TableName: !Sub orders-${Environment}
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
        - {AttributeName: status, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
      GlobalSecondaryIndexes:
        - IndexName: by-status
          KeySchema:
            - {AttributeName: status, KeyType: HASH}
          Projection:
            ProjectionType: ALL
      StreamSpecification: !If
        - IsProd
        - StreamViewType: NEW_IMAGE
        - !Ref AWS::NoValue
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true
        RecoveryPeriodInDays: !FindInMap [Environments, !Ref Environment, RecoveryPeriodInDays]
      DeletionProtectionEnabled: false
      Tags:
        - {Key: Environment, Value: !Ref Environment}

Outputs:
  Environment:
    Description: The environment of this stack
    Value: !Ref Environment

  OrdersTableName:
    Description: Name of OrdersTable
    Value: !Ref OrdersTable
    Export:
      Name: !Sub ${AWS::StackName}-OrdersTableName

  OrdersTableArn:
    Description: ARN of OrdersTable
    Value: !GetAtt OrdersTable.Arn
    Export:
      Name: !Sub ${AWS::StackName}-OrdersTableArn

  OrdersTableStreamArn:
    Condition: IsProd
    Description: ARN of the stream of OrdersTable
    Value: !GetAtt OrdersTable.StreamArn
    Export:
      Name: !Sub ${AWS::StackName}-OrdersTableStreamArn
"""


def test_a_template_reads_like_one_written_by_hand() -> None:
    environments = {
        environment: [
            table(
                gsi("by-status", "status"),
                name=f"orders-{environment}",
                stream="NEW_IMAGE" if environment == "prod" else None,
                recovery_days=35 if environment == "prod" else 7,
                tags={"Environment": environment},
            )
        ]
        for environment in ("dev", "prod")
    }
    assert to_yaml(cloudformation("shop", environments)) == EXPECTED


def test_json_has_the_same_order() -> None:
    template = cloudformation("shop", {"dev": [table(backup=BackupSchedule("0 5 * * ? *", 7))]})
    assert list(json.loads(to_json(template))) == list(template)
