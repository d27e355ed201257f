/** Finds a Python that can run the server, and remembers why the others could not. */
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** The oldest Python that the server runs on. */
export const NEEDED = [3, 11] as const;
const PATIENCE = 5_000; // milliseconds for one candidate: version managers can hang
const PROBE = "import sys; print('%d.%d.%d' % sys.version_info[:3] + ' ' + sys.executable)";

/** Something that may be a Python: the words of a command line, and who named it. */
export interface Candidate { readonly argv: readonly string[]; readonly source: string }
export interface Interpreter extends Candidate { readonly version: string; readonly path: string }
export interface Refused extends Candidate { readonly reason: string; readonly version?: string }
export interface Search { readonly found?: Interpreter; readonly refused: readonly Refused[] }

export const SETTING = "the setting reportlens.interpreter";

/** Ask the candidates one after the other; the first that fits ends the search. */
export async function search(log: vscode.LogOutputChannel): Promise<Search> {
  const refused: Refused[] = [];
  for await (const candidate of candidates()) {
    const begun = Date.now();
    const result = await probe(candidate);
    const took = `${Date.now() - begun} ms`;
    if ("path" in result) {
      log.info(`interpreter: ${result.path} ${result.version}, from ${result.source} (${took})`);
      return { found: result, refused };
    }
    log.info(`interpreter: not ${candidate.argv.join(" ")}, from ${candidate.source}: ${result.reason} (${took})`);
    refused.push(result);
  }
  return { refused };
}

/** Every candidate that fits, each Python once, for a list to choose from. */
export async function all(): Promise<Interpreter[]> {
  const found = new Map<string, Interpreter>();
  for await (const candidate of candidates()) {
    const result = await probe(candidate);
    if (!("path" in result)) continue;
    // In one folder, python, python3 and python3.12 are one; in another folder the same file is another environment.
    const same = path.join(path.dirname(result.path), await fs.realpath(result.path).catch(() => result.path));
    if (!found.has(same)) found.set(same, result);
  }
  return [...found.values()];
}

async function* candidates(): AsyncGenerator<Candidate> {
  const chosen = vscode.workspace.getConfiguration("reportlens").get("interpreter", "").trim();
  if (chosen) yield { argv: [chosen.replace(/^~(?=[/\\]|$)/, os.homedir())], source: SETTING };
  // An environment inside an untrusted folder is code from that folder.
  if (vscode.workspace.isTrusted) yield* environments();
  if (process.platform === "win32") yield { argv: ["py", "-3"], source: "the Python launcher" };
  for (const name of ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"])
    yield { argv: [name], source: "PATH" };
  const managed = await run(["uv", "python", "find", "--no-python-downloads", `>=${NEEDED.join(".")}`]);
  if (managed.text) yield { argv: [managed.text.trim()], source: "uv" };
}

/** What the two Python extensions have selected, if they are there. */
async function* environments(): AsyncGenerator<Candidate> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  for (const id of ["ms-python.vscode-python-envs", "ms-python.python"]) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) continue;
    const found = await within(PATIENCE, extension.activate().then(async api => id.endsWith("envs")
      ? (await api?.getEnvironment?.(folder))?.execInfo?.run?.executable
      : (await api?.environments?.resolveEnvironment?.(api.environments.getActiveEnvironmentPath(folder)))
          ?.executable?.uri?.fsPath)).catch(() => undefined);
    if (typeof found === "string") yield { argv: [found], source: `the extension ${id}` };
  }
}

async function probe(candidate: Candidate): Promise<Interpreter | Refused> {
  const { text, reason } = await run([...candidate.argv, "-c", PROBE]);
  if (reason !== undefined) return { ...candidate, reason };
  const [, version, executable] = /^(\d+\.\d+\.\d+) (.+)$/m.exec(text) ?? [];
  if (!version || !executable) return { ...candidate, reason: "it does not answer like a Python" };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return { ...candidate, version, path: executable.trim() };
  return { ...candidate, version, reason: `it is Python ${version}, and ${NEEDED.join(".")} or newer is needed` };
}

function run([command, ...args]: readonly string[]): Promise<{ text: string; reason?: string }> {
  return new Promise(resolve => {
    execFile(command!, args, { timeout: PATIENCE, windowsHide: true }, (error, text) => {
      if (!error) resolve({ text });
      else if (error.code === "ENOENT") resolve({ text: "", reason: "there is no such program" });
      else if (error.code === "EACCES") resolve({ text: "", reason: "it may not be executed" });
      else if (error.killed) resolve({ text: "", reason: `no answer within ${PATIENCE / 1000} s` });
      else resolve({ text: "", reason: `it failed with ${error.code ?? error.signal}` });
    });
  });
}

function within<T>(milliseconds: number, promise: PromiseLike<T>): Promise<T> {
  return Promise.race([promise, new Promise<never>((_, reject) => setTimeout(reject, milliseconds))]);
}
