/** What a person is told about interpreters: once, with what to do next. */
import * as vscode from "vscode";
import { NEEDED, SETTING, type Interpreter, type Refused } from "./interpreter";

const DOWNLOADS = "https://www.python.org/downloads/";
let told = "";

/** Nothing fits: the one message that ends the search. */
export async function tellNoInterpreter(refused: readonly Refused[], log: vscode.LogOutputChannel): Promise<void> {
  const chosen = refused.find(it => it.source === SETTING);
  const old = refused.find(it => it.version && it !== chosen);
  const words = [
    `Reportlens needs Python ${NEEDED.join(".")} or newer and found none.`,
    chosen ? `${chosen.argv[0]}, from ${SETTING}: ${chosen.reason}.` : "",
    old ? `${old.argv.join(" ")}: ${old.reason}.` : "",
  ].filter(Boolean).join(" ");
  if (words === told) return;
  told = words;
  void vscode.window.showErrorMessage(words, "Get Python", "Select Interpreter", "Show Log").then(answer => {
    if (answer === "Get Python") void vscode.env.openExternal(vscode.Uri.parse(DOWNLOADS));
    if (answer === "Select Interpreter") void vscode.commands.executeCommand("reportlens.selectInterpreter");
    if (answer === "Show Log") log.show();
  });
}

/** The Python that somebody chose does not fit, and another one is used. */
export function tellOtherInterpreter(found: Interpreter, refused: readonly Refused[], log: vscode.LogOutputChannel): void {
  const chosen = refused.find(it => it.source === SETTING);
  if (!chosen) return;
  const words = `Reportlens cannot use ${chosen.argv[0]}, from ${SETTING}: ${chosen.reason}. ` +
    `It runs with ${found.path} (${found.version}) instead.`;
  if (words === told) return;
  told = words;
  void vscode.window.showWarningMessage(words, "Select Interpreter", "Open Setting", "Show Log").then(answer => {
    if (answer === "Select Interpreter") void vscode.commands.executeCommand("reportlens.selectInterpreter");
    if (answer === "Open Setting") void vscode.commands.executeCommand("workbench.action.openSettings", "reportlens.interpreter");
    if (answer === "Show Log") log.show();
  });
}
