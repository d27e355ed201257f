/** The optional packages for other models: installed by one click into the extension's own storage, never unasked. */
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import type { Interpreter } from "./interpreter";

const MODULES = "openai, pydantic, tiktoken";

export class AiPackages {
  constructor(private readonly context: vscode.ExtensionContext, private readonly log: vscode.LogOutputChannel) {}

  /** Where the packages for this Python lie, if they were installed. */
  async folder(python: Interpreter): Promise<string | undefined> {
    const mark = vscode.Uri.joinPath(this.place(python), ".complete");
    return await vscode.workspace.fs.stat(mark).then(() => this.place(python).fsPath, () => undefined);
  }

  /** Ask, install, report; true if the packages are there now. */
  async install(python: Interpreter): Promise<boolean> {
    const place = this.place(python);
    const agreed = await vscode.window.showQuickPick([
      { label: "$(cloud-download) Install", detail: `from the Python Package Index into ${place.fsPath}, about 60 MB`, yes: true },
      { label: "$(circle-slash) Do not install", yes: false },
    ], { title: `Install the packages for other models (${MODULES})?`, placeHolder: "Nothing else on this machine is changed", ignoreFocusOut: true });
    if (!agreed?.yes) return false;
    const failure = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Reportlens: installing packages", cancellable: true },
      (_, token) => this.pip(python, place, token));
    if (failure === undefined) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(place, ".complete"), new Uint8Array());
      return true;
    }
    await this.removeFrom(place);
    if (failure) void vscode.window.showErrorMessage(`Reportlens: the packages were not installed: ${failure}`, "Show Log")
      .then(answer => { if (answer) this.log.show(); });
    return false;
  }

  async remove(): Promise<void> { await this.removeFrom(vscode.Uri.joinPath(this.context.globalStorageUri, "packages")); }

  private place(python: Interpreter): vscode.Uri {
    const version = python.version.split(".").slice(0, 2).join(".");
    return vscode.Uri.joinPath(this.context.globalStorageUri, "packages", version);
  }

  private async removeFrom(place: vscode.Uri): Promise<void> {
    await vscode.workspace.fs.delete(place, { recursive: true }).then(undefined, () => undefined);
  }

  // Undefined for success, empty for a cancelled run, else one line that says what happened.
  private async pip(python: Interpreter, place: vscode.Uri, token: vscode.CancellationToken): Promise<string | undefined> {
    const list = vscode.Uri.joinPath(this.context.extensionUri, "bundled", "ai.txt").fsPath;
    const common = ["install", "--target", place.fsPath, "--only-binary=:all:", "-r", list];
    const tries = [
      [python.path, "-m", "pip", "--disable-pip-version-check", "--no-input", ...common],
      ["uv", "pip", ...common, "--python", python.path],
    ];
    let failure = "";
    for (const [command, ...args] of tries) {
      const result = await run(command!, args, token, line => this.log.info(`packages: ${line}`));
      if (token.isCancellationRequested) return "";
      if (result === undefined) return undefined;
      failure ||= result;
    }
    return failure;
  }
}

function run(command: string, args: string[], token: vscode.CancellationToken, hear: (line: string) => void): Promise<string | undefined> {
  return new Promise(resolve => {
    const child = execFile(command, args, { windowsHide: true, maxBuffer: 1 << 24 }, (error, _out, errors) => {
      errors.split("\n").filter(Boolean).forEach(hear);
      const lines = errors.trim().split("\n").filter(it => /error|No module/i.test(it));
      resolve(error ? lines.at(-1) ?? error.message.split("\n")[0] ?? "unknown" : undefined);
    });
    child.stdout?.on("data", data => String(data).split("\n").filter(Boolean).forEach(hear));
    token.onCancellationRequested(() => child.kill());
  });
}
