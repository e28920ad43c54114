"""Reading templates, also those that people wrote by hand."""

import pytest
from tests.plan.tables import gsi, table

from tablewright.design.resources import OnDemand, Provisioned
from tablewright.plan import canonical
from tablewright.render import TemplateError, read_cloudformation

HAND_WRITTEN = """
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Environment:
    Type: String
  Prefix:
    Type: String
    Default: shop
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
  IsLive: !Or [!Condition IsProd, !Equals [!Ref Environment, staging]]
  IsPlayground: !Not [!Condition IsLive]
  Never: !And [!Condition IsProd, !Condition IsPlayground]
Resources:
  OrdersTable:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      TableName: !Join ['-', [!Ref Prefix, !Ref Environment, !Sub ['${What}s', {What: order}]]]
      BillingMode: !If [IsLive, PROVISIONED, PAY_PER_REQUEST]
      ProvisionedThroughput: !If
        - IsLive
        - {ReadCapacityUnits: '5', WriteCapacityUnits: '3'}
        - !Ref AWS::NoValue
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
        - {AttributeName: status, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
      GlobalSecondaryIndexes: !If
        - IsLive
        - !Ref AWS::NoValue
        - - IndexName: by-status
            KeySchema:
              - {AttributeName: status, KeyType: HASH}
            Projection: {ProjectionType: ALL}
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: 'true'}
  ForgottenTable:
    Type: AWS::DynamoDB::Table
    Condition: Never
    Properties: {}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub '${OrdersTable.Arn}-${AWS::AccountId}-${!literal}'
"""


def test_a_template_written_by_hand_is_evaluated_for_an_environment() -> None:
    live = table(name="shop-prod-orders", billing=Provisioned(5, 3), recovery_days=35)
    assert read_cloudformation(HAND_WRITTEN, "prod") == (canonical(live),)
    playground = table(gsi("by-status", "status"), name="shop-dev-orders", billing=OnDemand(), recovery_days=35)
    assert read_cloudformation(HAND_WRITTEN, "dev") == (canonical(playground),)


def _with_name(name: str) -> str:
    return f"""
Parameters:
  Environment: {{Type: String, AllowedValues: [dev, prod]}}
Resources:
  OrdersTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: {name}
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{{AttributeName: pk, AttributeType: S}}]
      KeySchema: [{{AttributeName: pk, KeyType: HASH}}]
"""


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a: [", "the template is no YAML or JSON"),
        ("just text", "it has no Resources"),
        (_with_name("!Ref Nothing"), "Ref to Nothing, which is neither a parameter nor a resource"),
        (_with_name("!FindInMap [A, B, C]"), "the mapping has no A.B.C"),
        (_with_name("!If [Missing, a, b]"), "the condition Missing is not defined"),
        (_with_name("!ImportValue x"), "the function Fn::ImportValue is not understood"),
        (_with_name("!Sub {a: b}"), "!Sub takes a text or a list"),
        ("Resources: {}", "the template has no parameter Environment"),
        (
            "Parameters: {Environment: {AllowedValues: [qa]}}\nResources: {}",
            "the parameter Environment cannot be 'dev'; it is one of qa",
        ),
        (
            "Parameters: {Environment: {}, Owner: {}}\nResources: {}",
            "the parameter Owner has no default",
        ),
        (
            "Parameters: {Environment: {}}\nResources: {T: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}}",
            r"T \(AWS::DynamoDB::Table\) is not understood: KeyError\('TableName'\)",
        ),
        (
            "Parameters: {Environment: {}}\n"
            "Resources: {T: {Type: AWS::DynamoDB::GlobalTable, Properties: {Replicas: [{Region: x}]}}}",
            "T: no replica is in the region of the stack",
        ),
    ],
)
def test_what_is_not_understood_is_said(template: str, expected: str) -> None:
    with pytest.raises(TemplateError, match=expected):
        read_cloudformation(template, "dev")
