// Colours a text with the TextMate grammar as an editor does, and prints its tokens with their scopes: `npm run tokens FILE`.
"use strict";

const fs = require("fs");
const path = require("path");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const wasm = fs.readFileSync(path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm"));
const onigLib = oniguruma.loadWASM(wasm.buffer).then(() => ({
  createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
  createOnigString: (text) => new oniguruma.OnigString(text),
}));
const registry = new textmate.Registry({
  onigLib,
  async loadGrammar(scope) {
    if (scope !== "source.heng") return null;
    const file = path.join(__dirname, "syntaxes", "heng.tmLanguage.json");
    return textmate.parseRawGrammar(fs.readFileSync(file, "utf8"), file);
  },
});

registry.loadGrammar("source.heng").then((grammar) => {
  const text = fs.readFileSync(process.argv[2] ?? 0, "utf8");
  let state = textmate.INITIAL;
  for (const line of text.split(/\r?\n/)) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const words = line.slice(startIndex, endIndex);
      if (words.trim()) console.log(`${words}\t${scopes.slice(1).join(" ") || "-"}`);
    }
  }
});
