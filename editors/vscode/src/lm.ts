/**
 * The editor's own model, lent to the server: after our own question, and only while a person waits for the reply.
 *
 * The editor asks for consent itself only for some providers, so that question is not enough for a student's text.
 */
import * as vscode from "vscode";
import type { Completed, Completion, Failure } from "./protocol";

const AGREED = "reportlens.agreedModels"; // in the workspace's state: models that may be used without asking again
const NOTE = "The words go to the provider of that model; names, study numbers and addresses are taken out before";

interface Choice extends vscode.QuickPickItem { readonly model?: vscode.LanguageModelChat; readonly look?: boolean; readonly always?: boolean }

export class LentModel {
  private lent?: vscode.LanguageModelChat;

  constructor(private readonly context: vscode.ExtensionContext, private readonly log: vscode.LogOutputChannel) {}

  /** Ask which model may read `what`, with a way to look first; false if none may. */
  async consent(what: string, look: () => Promise<void>): Promise<boolean> {
    const models = await vscode.lm.selectChatModels();
    if (!models.length) {
      void vscode.window.showWarningMessage("Reportlens: this editor offers no language model. " +
        "The setting reportlens.judge names the judges that need none.");
      return false;
    }
    const agreed = this.context.workspaceState.get<string[]>(AGREED, []);
    const known = models.find(it => agreed.includes(identity(it)));
    if (known) { this.lent = known; return true; }
    const chosen = await vscode.window.showQuickPick(choices(models), {
      title: `Send ${what} to a model?`, placeHolder: NOTE, ignoreFocusOut: true, matchOnDetail: true,
    });
    if (chosen?.look) { await look(); return false; }
    if (!chosen?.model) return false;
    if (chosen.always) await this.context.workspaceState.update(AGREED, [...agreed, identity(chosen.model)]);
    this.lent = chosen.model;
    return true;
  }

  /** The request is over: nothing may be sent until the next consent. */
  withdraw(): void { this.lent = undefined; }

  forget(): Thenable<void> { return this.context.workspaceState.update(AGREED, undefined); }

  readonly complete = async (request: Completion, token: vscode.CancellationToken): Promise<Completed> => {
    const model = this.lent;
    if (!model) return failed("no-permission", "no feedback was asked for");
    const { User, Assistant } = vscode.LanguageModelChatMessage;
    // The interface knows no system messages: the instructions go first, as the user's.
    const messages = request.messages.map(it => it.role === "assistant" ? Assistant(it.content) : User(it.content));
    try {
      const reply = await model.sendRequest(messages, { justification: request.purpose }, token);
      let text = "";
      for await (const part of reply.text) text += part;
      this.log.info(`model: ${identity(model)} answered with ${text.length} characters`);
      return { text, model: identity(model) };
    } catch (error) {
      this.log.warn(`model: ${identity(model)} failed: ${error}`);
      return failed(kind(error, token), error instanceof Error ? error.message : String(error));
    }
  };
}

function choices(models: readonly vscode.LanguageModelChat[]): Choice[] {
  return [
    ...models.map(model => ({ label: `$(send) Send once to ${model.name}`, description: model.vendor, model })),
    ...models.map(model => ({ label: `$(check) Send to ${model.name}, and do not ask again in this workspace`, description: model.vendor, model, always: true })),
    { label: "$(eye) Show what would be sent", look: true },
    { label: "$(circle-slash) Send nothing" },
  ];
}

function identity(model: vscode.LanguageModelChat): string { return `${model.vendor}/${model.id}`; }

function failed(kind: Failure, message: string): Completed { return { error: { kind, message } }; }

function kind(error: unknown, token: vscode.CancellationToken): Failure {
  if (token.isCancellationRequested) return "cancelled";
  const code = error instanceof vscode.LanguageModelError ? error.code : "";
  return ({ NoPermissions: "no-permission", Blocked: "blocked", NotFound: "no-model" } as const)[code] ?? "failed";
}
