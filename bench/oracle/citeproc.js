// Formats one scope with citeproc-js: JSON on standard input, JSON on standard output.
// {style, locale, locales: {tag: xml}, items: [...], citations: [{items: [...], note}]} → {citations: [...], entries: [[id, text], ...]}
const CSL = require(process.argv[2]);
const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
const items = Object.fromEntries(input.items.map((item) => [item.id, item]));
const system = {
  retrieveLocale: (tag) => input.locales[tag] || input.locales["en-US"],
  retrieveItem: (id) => items[id],
};
const engine = new CSL.Engine(system, input.style, input.locale || undefined, Boolean(input.locale));
// An entry without a printed form is left out of the list but not of its ids, so each entry has to tell its own.
CSL.Output.Formats.text["@bibliography/entry"] = function (state, text) {
  return `${this.system_id}\t${text}`;
};
engine.setOutputFormat("text");
const citations = input.citations.map((citation, index) => ({
  citationID: `c${index}`,
  citationItems: citation.items,
  properties: { noteIndex: engine.opt.class === "note" ? citation.note : 0 },
}));
const formatted = engine.rebuildProcessorState(citations, "text", []);
const bibliography = engine.makeBibliography() || [{ entry_ids: [] }, []];
process.stdout.write(
  JSON.stringify({
    citations: formatted.map(([, , text]) => text),
    entries: bibliography[1].map((entry) => entry.trim().split("\t")),
  }),
);
