// What Go's support code finds as globalThis when it runs beside other people's scripts. It puts fs, path and process there,
// and many a script takes a process for a sign that it runs in Node. Here it gets a place of its own.
export const ownGlobals = {
  Object,
  Array,
  Error,
  Date,
  Math,
  Uint8Array,
  TextEncoder,
  TextDecoder,
  crypto,
  performance,
};
