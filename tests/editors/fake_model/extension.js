// A language model that finds nothing: every criterion it is asked about is missing. What it was asked is kept in a file.
const vscode = require("vscode");
const fs = require("fs");
const path = process.env.REPORTLENS_FAKE_MODEL;

exports.activate = context => context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider("fake", {
  provideLanguageModelChatInformation: async () => [{
    id: "fake-1", name: "Fake 1", family: "fake", version: "1", maxInputTokens: 32000, maxOutputTokens: 4000, capabilities: {},
  }],
  provideLanguageModelChatResponse: async (_model, messages, _options, progress) => {
    const words = messages.flatMap(it => it.content.map(part => part.value ?? "")).join("\n");
    fs.appendFileSync(path + ".asked", words + "\n---\n");
    const ids = /by the answer alone: (.+?)\.?$/m.exec(words)?.[1].split(/,\s*/) ?? [];
    const criteria = ids.map(id => ({ id: id.trim(), evidence: [], verdict: "missing", gap: "no_explanation" }));
    progress.report(new vscode.LanguageModelTextPart(JSON.stringify({ criteria, question_back: "" })));
  },
  provideTokenCount: async (_model, text) => String(text).length,
}));
