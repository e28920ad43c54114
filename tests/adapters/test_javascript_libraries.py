"""Modelling libraries of JavaScript, unmodified, over HTTP."""

from tests.adapters import javascript
from tests.adapters.javascript import needs_node

DYNAMOOSE = """
import dynamoose from "dynamoose";

const db = new dynamoose.aws.ddb.DynamoDB({ endpoint: process.argv[2], region: "us-east-1" });
dynamoose.aws.ddb.set(db);
const schema = new dynamoose.Schema({
  owner: { type: String, hashKey: true },
  id: { type: Number, rangeKey: true },
  breed: { type: String, index: { name: "by-breed", rangeKey: "id", type: "global" } },
  colors: { type: Set, schema: [String] },
  born: Date,
  chip: Buffer,
  home: { type: Object, schema: { city: String } },
  vaccinations: { type: Array, schema: [String] },
}, { timestamps: true });
const Dog = dynamoose.model("Dog", schema);
new dynamoose.Table("Dogs", [Dog], { create: true, throughput: "ON_DEMAND", waitForActive: { enabled: true } });
const found = {};
const dog = (id, more = {}) => ({ owner: "ann", id, breed: id % 2 ? "poodle" : "beagle", ...more });
await Dog.create(dog(1, {
  colors: new Set(["black", "white"]), born: new Date(86400000), chip: Buffer.from([0, 255]),
  home: { city: "Zürich" }, vaccinations: ["rabies"],
}));
const first = await Dog.get({ owner: "ann", id: 1 });
found.first = [[...first.colors].sort(), first.born.getTime(), [...first.chip], first.home.city, first.vaccinations[0]];
try {
  await Dog.create(dog(1));
} catch (error) {
  found.twice = error.name;
}
await Dog.batchPut([2, 3, 4, 5].map((id) => dog(id)));
found.poodles = (await Dog.query("breed").eq("poodle").where("id").gt(1).using("by-breed").sort("descending").exec())
  .map((each) => each.id);
found.page = (await Dog.query("owner").eq("ann").limit(2).exec()).map((each) => each.id);
found.scanned = (await Dog.scan("breed").beginsWith("bea").all().exec()).count;
const updated = await Dog.update({ owner: "ann", id: 2 }, { $SET: { home: { city: "Bern" } }, $REMOVE: ["breed"] });
found.updated = [updated.home.city, updated.breed ?? "none"];
await dynamoose.transaction([Dog.transaction.create(dog(6)), Dog.transaction.delete({ owner: "ann", id: 5 })]);
found.left = (await Dog.query("owner").eq("ann").attributes(["id"]).exec()).map((each) => each.id);
console.log(JSON.stringify(found));
"""

ELECTRODB = """
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Entity, Service } from "electrodb";

const client = new DynamoDBClient({ endpoint: process.argv[2], region: "us-east-1" });
const key = (name, pk, sk) => ({
  IndexName: name, Projection: { ProjectionType: "ALL" },
  KeySchema: [{ AttributeName: pk, KeyType: "HASH" }, { AttributeName: sk, KeyType: "RANGE" }] });
await client.send(new CreateTableCommand({
  TableName: "Company", BillingMode: "PAY_PER_REQUEST", KeySchema: key("", "pk", "sk").KeySchema,
  AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"]
    .map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [key("gsi1", "gsi1pk", "gsi1sk")] }));
const settings = { client: DynamoDBDocumentClient.from(client), table: "Company" };
const Employee = new Entity({
  model: { entity: "employee", version: "1", service: "company" },
  attributes: {
    id: { type: "string", required: true }, team: { type: "string", required: true },
    office: { type: "string" }, salary: { type: "number" }, skills: { type: "set", items: "string" },
    address: { type: "map", properties: { city: { type: "string" } } },
  },
  indexes: {
    employee: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } },
    staff: {
      collection: "workplace", index: "gsi1",
      pk: { field: "gsi1pk", composite: ["team"] }, sk: { field: "gsi1sk", composite: ["id"] } },
  } }, settings);
const Task = new Entity({
  model: { entity: "task", version: "1", service: "company" },
  attributes: { task: { type: "string", required: true }, team: { type: "string", required: true } },
  indexes: {
    task: { pk: { field: "pk", composite: ["task"] }, sk: { field: "sk", composite: [] } },
    assigned: {
      collection: "workplace", index: "gsi1",
      pk: { field: "gsi1pk", composite: ["team"] }, sk: { field: "gsi1sk", composite: ["task"] } },
  } }, settings);
const company = new Service({ Employee, Task }, settings);
const found = {};
const employee = (id, more = {}) => ({ id, team: "red", ...more });
await Employee.create(employee("e1", { salary: 10, skills: ["go"], address: { city: "Bern" } })).go();
try {
  await Employee.create(employee("e1")).go();
} catch (error) {
  found.twice = error.cause?.name;
}
const unprocessed = await Employee.put(["e2", "e3", "e4"].map((id) => employee(id, { salary: 20 }))).go();
found.unprocessed = unprocessed.unprocessed.length;
const updated = await Employee.update({ id: "e1" }).add({ salary: 5, skills: ["sql"] }).set({ office: "north" })
  .data((at, { set }) => set(at.address.city, "Basel")).where((at, { eq }) => eq(at.salary, 10))
  .go({ response: "all_new" });
found.updated = [updated.data.salary, updated.data.skills.sort(), updated.data.office, updated.data.address.city];
let { data, cursor } = await Employee.query.staff({ team: "red" }).go({ limit: 3, order: "desc" });
found.page = data.map((each) => each.id);
({ data } = await Employee.query.staff({ team: "red" }).go({ cursor, order: "desc" }));
found.rest = data.map((each) => each.id);
const kept = await company.transaction.write(({ Employee, Task }) => [
  Task.create({ task: "t1", team: "red" }).commit(),
  Employee.check({ id: "e1" }).where((at, { gt }) => gt(at.salary, 99)).commit(),
]).go().catch((error) => ({ canceled: error.name }));
found.canceled = kept.canceled;
found.codes = kept.canceled === true ? kept.data.map((each) => each.code) : kept;
await company.transaction.write(({ Task }) => [Task.create({ task: "t2", team: "red" }).commit()]).go();
const together = (await company.collections.workplace({ team: "red" }).go()).data;
found.together = [together.Employee.length, together.Task.map((each) => each.task)];
found.scanned = (await Employee.scan.where(({ salary }, { gte }) => gte(salary, 20)).go({ pages: "all" })).data.length;
console.log(JSON.stringify(found));
client.destroy();
"""


@needs_node
def test_dynamoose_keeps_finds_and_changes_its_models(served: str) -> None:
    assert javascript.run("dogs.js", DYNAMOOSE, served) == {
        "first": [["black", "white"], 86400000, [0, 255], "Zürich", "rabies"],
        "twice": "ConditionalCheckFailedException",
        "poodles": [5, 3],
        "page": [1, 2],
        "scanned": 2,
        "updated": ["Bern", "none"],
        "left": [1, 2, 3, 4, 6],
    }


@needs_node
def test_electrodb_keeps_finds_and_changes_its_entities(served: str) -> None:
    assert javascript.run("company.js", ELECTRODB, served) == {
        "twice": "ConditionalCheckFailedException",
        "unprocessed": 0,
        "updated": [15, ["go", "sql"], "north", "Basel"],
        "page": ["e4", "e3", "e2"],
        "rest": ["e1"],
        "canceled": True,
        "codes": ["None", "ConditionalCheckFailed"],
        "together": [4, ["t2"]],
        "scanned": 3,
    }
