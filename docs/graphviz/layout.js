// Reads a list of graphs from standard input, and writes the list of them laid out.
import { instance } from "@viz-js/viz";
import { text } from "node:stream/consumers";

const graphs = JSON.parse(await text(process.stdin));
const graphviz = await instance();
process.stdout.write(JSON.stringify(graphs.map((graph) => graphviz.renderJSON(graph))));
