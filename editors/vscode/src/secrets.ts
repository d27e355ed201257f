/** Keys of model endpoints: in the editor's secret store, each for one origin, never in settings. */
import * as vscode from "vscode";

const INDEX = "reportlens.origins"; // names of origins only, for the list to clear from

export class Keys {
  constructor(private readonly context: vscode.ExtensionContext) {}

  /** Answer the server, which asks when it is about to send something a person asked for. */
  readonly reply = async ({ origin }: { origin: string }): Promise<{ key: string | null }> =>
    ({ key: await this.context.secrets.get(name(origin)) ?? null });

  async set(): Promise<void> {
    const endpoint = vscode.workspace.getConfiguration("reportlens").get("endpoint", "");
    const origin = await vscode.window.showInputBox({
      title: "Reportlens: Set Key (1/2)", prompt: "The endpoint that the key is for; it is sent nowhere else",
      value: originOf(endpoint) ?? "https://api.openai.com", ignoreFocusOut: true,
      validateInput: it => originOf(it) ? undefined : "An address as https://api.example.org (http only on this machine)",
    });
    if (!origin) return;
    const key = await vscode.window.showInputBox({
      title: "Reportlens: Set Key (2/2)", prompt: `The key for ${originOf(origin)}`, password: true, ignoreFocusOut: true,
    });
    if (!key) return;
    await this.context.secrets.store(name(originOf(origin)!), key.trim());
    await this.remember([...this.origins, originOf(origin)!]);
    vscode.window.setStatusBarMessage(`Reportlens: key for ${originOf(origin)} stored`, 5_000);
  }

  async clear(): Promise<void> {
    if (!this.origins.length) return void vscode.window.setStatusBarMessage("Reportlens: no key is stored", 5_000);
    const origin = await vscode.window.showQuickPick(this.origins, { title: "Reportlens: Clear Key" });
    if (!origin) return;
    await this.context.secrets.delete(name(origin));
    await this.remember(this.origins.filter(it => it !== origin));
    vscode.window.setStatusBarMessage(`Reportlens: key for ${origin} cleared`, 5_000);
  }

  private get origins(): string[] { return this.context.globalState.get<string[]>(INDEX, []); }
  private remember(origins: string[]): Thenable<void> { return this.context.globalState.update(INDEX, [...new Set(origins)]); }
}

function name(origin: string): string { return `reportlens.key ${originOf(origin) ?? origin}`; }

/** The origin of an address to which a key may be sent: https, or this machine. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, origin, username } = new URL(address);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return !username && (protocol === "https:" || (protocol === "http:" && loopback)) ? origin : undefined;
}
