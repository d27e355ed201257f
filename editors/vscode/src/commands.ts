/** What the commands do. They are registered in `extension`, which starts what they need. */
import * as vscode from "vscode";
import type { Position } from "vscode-languageclient";
import { all } from "./interpreter";
import type { Session } from "./session";

type Step = (session: Session, ...args: never[]) => unknown;

export async function runCommand(session: Session, command: string, args: unknown[]): Promise<void> {
  await COMMANDS[command.replace("reportlens.", "")]?.(session, ...(args as never[]));
}

const COMMANDS: Record<string, Step> = {
  checkReport: async session => {
    const uri = await report(session);
    if (!uri) return;
    await session.overviews.refresh(uri);
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  },
  feedbackQuestion: async (session, chosen?: { number: number }) => {
    const uri = await report(session);
    const number = uri && (chosen?.number ?? await question(session));
    if (uri && number !== undefined) await session.feedback.ask(uri, [number]);
  },
  feedbackReport: async session => {
    const uri = await report(session);
    if (uri) await session.feedback.ask(uri, undefined);
  },
  showRequest: async (session, chosen?: { number: number }) => {
    const uri = await report(session);
    const number = uri && (chosen?.number ?? await question(session));
    if (uri && number !== undefined) await session.documents.showRequest(uri, number);
  },
  preview: async session => {
    const uri = await report(session);
    const page = uri && await session.server.request<{ url: string }>("reportlens/page", { uri: session.server.uri(uri) });
    if (page) await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(page.url)));
  },
  openRule: async (session, rule?: string) => {
    await session.documents.showRule(rule ?? await ruleHere() ?? "");
  },
  setKey: session => session.keys.set(),
  clearKey: session => session.keys.clear(),
  restart: session => session.server.restart(),
  selectInterpreter: async session => {
    // A setting that changes starts the server anew by itself.
    if (await chooseInterpreter() === "same") await session.server.restart();
  },
  installAi: async session => {
    const python = session.server.interpreter;
    if (python && await session.ai.install(python)) await session.server.restart();
  },
  removeAi: async session => { await session.ai.remove(); await session.server.restart(); },
  goTo: async (_session, uri: vscode.Uri, place: Position) => {
    const at = new vscode.Position(place.line, place.character);
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
  },
  resolveThread: (session, thread: vscode.CommentThread) => session.threads.resolve(thread),
  dismissThread: (session, thread: vscode.CommentThread) => session.threads.dismiss(thread),
  dismissAll: session => session.threads.dismissAll(),
  menu: async () => {
    const chosen = await vscode.window.showQuickPick(MENU, { title: "Reportlens" });
    if (chosen) await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
  },
  info: async session => {
    const { server } = session;
    await server.settled;
    const python = server.interpreter;
    await session.documents.show("Server.md", [
      "# Reportlens", "", `- server: ${server.running ? server.info : "not running"}`,
      `- interpreter: ${python ? `${python.path} (${python.version}, from ${python.source})` : "none"}`,
      `- packages for other models: ${python && await session.ai.folder(python) || "not installed"}`,
      `- workspace: ${vscode.workspace.isTrusted ? "trusted" : "not trusted"}`, `- editor: ${vscode.env.appName} ${vscode.version}`, "",
    ].join("\n"));
  },
};

const MENU: (vscode.QuickPickItem & vscode.Command)[] = [
  ["$(comment-discussion) Ask for feedback on this question", "reportlens.feedbackQuestion"],
  ["$(comment-discussion) Ask for feedback on the report", "reportlens.feedbackReport"],
  ["$(open-preview) Preview the hand-in", "reportlens.preview"],
  ["$(warning) Show problems", "workbench.actions.view.problems"],
  ["$(book) Explain a rule", "reportlens.openRule"],
  ["$(gear) Settings", "workbench.action.openSettings", "reportlens"],
  ["$(debug-restart) Restart the server", "reportlens.restart"],
  ["$(output) Show the log", "reportlens.showLog"],
  ["$(info) Server and interpreter", "reportlens.info"],
].map(([label, command, argument]) => ({ label: label!, title: label!, command: command!, arguments: argument ? [argument] : [] }));

/** The report that a command means: the one in front, else the one that was; told if there is none. */
async function report(session: Session): Promise<vscode.Uri | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor && editor.document.uri.scheme !== "reportlens") await session.overviews.refresh(editor.document.uri);
  const uri = session.overviews.current?.uri;
  if (!uri && session.server.running) vscode.window.setStatusBarMessage("Reportlens: no report is open", 5_000);
  return uri;
}

/** The number of the question at the cursor, else the one that the user picks. */
async function question(session: Session): Promise<number | undefined> {
  const { uri, overview } = session.overviews.current!;
  const editor = vscode.window.activeTextEditor;
  const line = editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : -1;
  const here = overview.questions.find(it => it.range.start.line <= line && line < it.range.end.line);
  if (here) return here.number;
  const items = overview.questions.map(it => ({ label: `Question ${it.number}`, description: it.title, number: it.number }));
  return (await vscode.window.showQuickPick(items, { title: "Reportlens: which question?" }))?.number;
}

/** The rule of a finding at the cursor, or the one that the user picks among the report's. */
async function ruleHere(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const findings = (editor ? vscode.languages.getDiagnostics(editor.document.uri) : []).filter(it => it.source === "reportlens");
  const code = (it: vscode.Diagnostic): string => String(typeof it.code === "object" ? it.code.value : it.code);
  const here = findings.filter(it => editor && it.range.contains(editor.selection.active)).map(code);
  if (here.length === 1) return here[0];
  const codes = [...new Set(here.length ? here : findings.map(code))].sort();
  return codes.length ? vscode.window.showQuickPick(codes, { title: "Reportlens: which rule?" }) : "";
}

async function chooseInterpreter(): Promise<"new" | "same" | undefined> {
  const browse = { label: "$(folder-opened) Browse…", description: "" };
  const found = await all();
  const items = found.map(it => ({ label: it.path, description: `${it.version}, from ${it.source}` }));
  const chosen = await vscode.window.showQuickPick([...items, browse], { title: "Reportlens: Select Interpreter" });
  const path = chosen !== browse ? chosen?.label
    : (await vscode.window.showOpenDialog({ title: "A Python 3.11 or newer", canSelectMany: false }))?.[0]?.fsPath;
  if (!path) return undefined;
  const settings = vscode.workspace.getConfiguration("reportlens");
  if (settings.get("interpreter") === path) return "same";
  await settings.update("interpreter", path, vscode.ConfigurationTarget.Global);
  return "new";
}
