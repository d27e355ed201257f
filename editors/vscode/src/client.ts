/** Starts the server, keeps it alive within reason, and carries requests both ways. */
import * as vscode from "vscode";
import {
  CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State,
  type CancellationToken, type Executable, type LanguageClientOptions,
} from "vscode-languageclient/node";
import type { AiPackages } from "./ai";
import { search, type Interpreter } from "./interpreter";
import { tellNoInterpreter, tellOtherInterpreter } from "./messages";

const RESTARTS = 3;
const FORGIVEN = 10 * 60_000; // milliseconds after which an old crash no longer counts

type Handler = (params: never, token: CancellationToken) => unknown;
type Takeover = (...args: never[]) => unknown;

export class Server implements vscode.Disposable {
  private client?: LanguageClient;
  private queue: Promise<void> = Promise.resolve();
  private crashes: number[] = [];
  private readonly handlers = new Map<string, Handler>();
  private readonly takeovers = new Map<string, Takeover>();
  private readonly notices = new vscode.EventEmitter<{ method: string; params: unknown }>();
  private readonly changes = new vscode.EventEmitter<boolean>();
  /** Whether it was asked to run and did not come up, or went down for good. */
  failed = false;
  /** The Python that runs, or last ran, the server. */
  interpreter?: Interpreter;
  /** A notification of the server's own has come. */
  readonly onNotice = this.notices.event;
  /** The server has begun (true) or ceased (false) to run. */
  readonly onRunning = this.changes.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly ai: AiPackages,
  ) {}

  get running(): boolean { return this.client?.state === State.Running; }
  get info(): string { const it = this.client?.initializeResult?.serverInfo; return it ? `${it.name} ${it.version ?? ""}` : ""; }

  /** Answer a request of the server's; to be said before the start. */
  answer(method: string, handler: Handler): void { this.handlers.set(method, handler); }

  /** Run a command of the server's here instead. */
  takeOver(command: string, handler: Takeover): void { this.takeovers.set(command, handler); }

  start(): Promise<void> { return this.inTurn(() => this.launch()); }
  stop(): Promise<void> { return this.inTurn(() => this.end()); }
  restart(): Promise<void> {
    return this.inTurn(async () => { await this.end(); this.crashes = []; await this.launch(); });
  }

  /** When what was asked for, a start or a stop, is over. */
  get settled(): Promise<void> { return this.queue; }

  /** Ask the server; undefined where there is none. */
  async request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T | undefined> {
    await this.queue;
    if (!this.running) return undefined;
    // An undefined token would be taken for a second parameter.
    return token ? this.client!.sendRequest<T>(method, params, token) : this.client!.sendRequest<T>(method, params);
  }

  /** Ask the server, hear of its progress in words, and of each part of the result as it comes. */
  async requestWithProgress<T, Part>(method: string, params: object, token: vscode.CancellationToken,
    report: (words: string) => void, arrived: (part: Part) => void): Promise<T | undefined> {
    const { ProgressType, WorkDoneProgress } = await import("vscode-languageclient/node");
    const workDoneToken = `${method}#${Date.now()}`, partialResultToken = `${workDoneToken}+`;
    const hearing = [
      this.client?.onProgress(WorkDoneProgress.type, workDoneToken, value => {
        if (value.kind !== "end" && value.message) report(value.message);
      }),
      this.client?.onProgress(new ProgressType<Part>(), partialResultToken, arrived),
    ];
    try {
      return await this.request<T>(method, { ...params, workDoneToken, partialResultToken }, token);
    } finally { for (const it of hearing) it?.dispose(); }
  }

  warn(words: string): void { this.log.warn(words); }

  uri(uri: vscode.Uri): string { return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString(); }

  dispose(): void { this.notices.dispose(); this.changes.dispose(); }

  // Starts and stops never overlap, however fast somebody clicks.
  private inTurn(step: () => Promise<void>): Promise<void> {
    const next = this.queue.then(step).catch(error => this.log.error(String(error)));
    this.queue = next;
    return next;
  }

  private async launch(): Promise<void> {
    await this.tryToLaunch();
    this.failed = !this.running;
    this.changes.fire(this.running);
  }

  private async tryToLaunch(): Promise<void> {
    const { found, refused } = await search(this.log);
    if (!found) return tellNoInterpreter(refused, this.log);
    tellOtherInterpreter(found, refused, this.log);
    this.interpreter = found;
    const launcher = vscode.Uri.joinPath(this.context.extensionUri, "bundled", "launcher.py").fsPath;
    const extra = await this.ai.folder(found);
    const executable: Executable = {
      command: found.path, args: ["-I", "-S", launcher, ...(extra ? ["--packages", extra] : [])],
      options: { cwd: this.context.extensionPath },
    };
    const client = new LanguageClient("reportlens", "Reportlens", executable, this.options());
    this.client = client;
    client.onDidChangeState(change => {
      if (change.newState === State.Running) this.log.info(`server: ${this.info} runs as process ${client.serverProcess?.pid}`);
      if (change.newState === State.Running || change.oldState === State.Running) this.changes.fire(this.running);
    });
    for (const [method, handler] of this.handlers) client.onRequest(method, (params, token) => handler(params as never, token));
    for (const method of ["reportlens/overviewChanged"])
      client.onNotification(method, params => this.notices.fire({ method, params }));
    await client.start().catch(error => this.log.error(`the server did not start: ${error}`));
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose(2_000).catch(error => this.log.warn(`the server did not stop by itself: ${error}`));
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [{ language: "markdown", scheme: "file" }, { language: "markdown", scheme: "untitled" }],
      diagnosticCollectionName: "reportlens",
      outputChannel: this.log,
      traceOutputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // Settings are to be trusted: those of a user's own are not read from a workspace (see package.json).
      initializationOptions: { editorModel: true, secrets: true, overview: true, trustedSettings: true },
      initializationFailedHandler: () => false, // told by `closed`
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
      // Texts of reports and models are shown as they are: no commands, no HTML.
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        executeCommand: (command, args, next) => {
          const own = this.takeovers.get(command);
          return own ? own(...(args as never[])) : next(command, args);
        },
      },
    };
  }

  private closed() {
    const now = Date.now();
    this.crashes = [...this.crashes.filter(it => now - it < FORGIVEN), now];
    if (this.crashes.length <= RESTARTS) {
      this.log.warn(`the server ended unexpectedly: restart ${this.crashes.length} of ${RESTARTS}`);
      return { action: CloseAction.Restart, handled: true };
    }
    this.log.error("the server ended unexpectedly once more: it is left alone");
    this.failed = true;
    void this.tellCrashed();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private async tellCrashed(): Promise<void> {
    const answer = await vscode.window.showErrorMessage(
      `The server of Reportlens ended ${this.crashes.length} times and is not started again by itself.`, "Restart", "Show Log");
    if (answer === "Restart") await this.restart();
    if (answer === "Show Log") this.log.show();
  }
}
