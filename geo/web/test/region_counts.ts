// For tests/test_summary.py: how many features the page's filter counts in each region, of a payload read from stdin.
import { readFileSync } from "node:fs";
import { counts } from "../src/ask/filters";
import { NO_FILTERS } from "../src/ask/state";
import { decode } from "../src/atlas/decode";

const { payload, kinds } = JSON.parse(readFileSync(0, "utf8"));
const counted = decode(payload).features.filter(({ kind }) => kinds.includes(kind));
const found = counts(counted, { filters: NO_FILTERS, time: null }, () => null).get("admin1")!;
const none = counted.filter(({ regions }) => !regions.length).length;
console.log(JSON.stringify({ ...Object.fromEntries(found), "": none }));
