/* Checks of what counts and makes rows: `node --test checks.js`. The libraries are not needed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile, shuffled } from "./figures.js";
import { keystrokes, queries, registeredName, relevance } from "./queries.js";
import { asRows, described, multiplied, registered } from "./rows.js";

const entry = (id, ports) => ({ id, ports, title: "SSH", names: ["sshd"], summary: "Login.", uses: [{ applications: ["sshd"], protocol: "SSH" }] });
const assigned = (first_port, last_port, name) => ({ first_port, last_port, names: [name], description: "A service" });

test("quantiles are of the nearest rank", () => {
  for (const [values, share, expected] of [
    [[3, 1, 2], 0.5, 2],
    [[3, 1, 2], 0.99, 3],
    [[7], 0.5, 7],
    [[4, 3, 2, 1], 0.5, 2],
  ]) {
    assert.equal(quantile(values, share), expected, `${values}`);
  }
});

test("an order depends on its seed alone", () => {
  const list = [1, 2, 3, 4, 5, 6, 7];
  assert.deepEqual(shuffled(list, 3), shuffled(list, 3));
  assert.deepEqual([...shuffled(list, 3)].sort(), list);
  assert.ok([1, 2, 3].some((seed) => shuffled(list, seed).join() !== list.join()));
});

test("queries are scored by the first right hit", () => {
  const asked = queries("name\tssh\t22\nregister\tdicom\t#11112\nname\tnone\t1\n");
  const { asked: count, reciprocal, first } = relevance(asked, [["22"], ["5", "port-11112"], []]);
  assert.deepEqual([count, reciprocal, first], [3, 0.5, 1 / 3]);
});

test("beginnings are typed, lines of logs are not", () => {
  assert.deepEqual(keystrokes(queries("name\tssh d\t22\nlog\tDPT=22\t22\n"), 10), ["s", "ss", "ssh", "ssh d"]);
});

test("what an entry answers does not load the register", () => {
  const asked = queries("register\t22\t22\nregister\tbeckhoff\t#8016 48898\nregister\tbzflag\t#5154\n");
  assert.equal(registeredName(asked), "bzflag");
});

test("rows say ports one by one, and nothing twice", () => {
  for (const [ports, expected] of [
    [[[22, 22]], "22"],
    [[[137, 139]], "137 138 139"],
    [[[6970, 7170]], "6970-7170"],
  ]) {
    assert.equal(described({ entries: [entry("x", ports)] })[0].ports, expected);
  }
  const rows = registered({ rows: [assigned(22, 22, "ssh"), assigned(11112, 11112, "dicom")] }, { entries: [entry("22", [[22, 22]])] });
  assert.deepEqual(asRows(rows).map(({ id, title }) => [id, title]), [["port-11112", "dicom"]]);
});

test("a larger register is the same each time, and every row has its own id", () => {
  const rows = registered({ rows: [assigned(7, 7, "echo"), assigned(9, 9, "discard")] }, { entries: [] });
  const larger = multiplied(rows, 100);
  assert.deepEqual(larger, multiplied(rows, 100));
  assert.equal(larger.length, 200);
  assert.equal(new Set(asRows(larger).map(({ id }) => id)).size, 200);
  assert.equal(new Set(larger.map(({ names }) => names[0])).size, 200);
});
