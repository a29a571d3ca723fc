// What is deployed to workerd.
import * as whybounced from "whybounced";
import { check } from "./check.mjs";

export default {
  async fetch(request) {
    if (request.method === "POST") return Response.json(await whybounced.decode(await request.text()));
    return Response.json(await check(whybounced, await (await fetch(new URL(request.url).searchParams.get("cases"))).text()));
  },
};
