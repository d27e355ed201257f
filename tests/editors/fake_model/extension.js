// A language model that answers from a file: what a test wrote there, or an empty object.
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
    const reply = fs.existsSync(path) ? fs.readFileSync(path, "utf8") : "{}";
    progress.report(new vscode.LanguageModelTextPart(reply));
  },
  provideTokenCount: async (_model, text) => String(text).length,
}));
