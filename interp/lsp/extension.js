// The client: starts `heng lsp` for scripts and literate scripts, and shows the texts of the embedded library.
"use strict";

const os = require("os");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The scheme of texts that are no files: documents of the library, pages of error codes. */
const SCHEME = "heng";

/** @type {LanguageClient | undefined} */
let client;

const chinese = () => vscode.env.language.toLowerCase().startsWith("zh");
const pick = (zh, en) => (chinese() ? zh : en);

/** The program that the settings name. */
function program() {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const written = vscode.workspace.getConfiguration("heng").get("path") || "heng";
  return written.replace(/^~(?=[/\\])/, os.homedir()).replaceAll("${workspaceFolder}", folder);
}

async function start() {
  const command = program();
  const run = { command, args: ["lsp", "--stdio"] };
  const made = new LanguageClient(
    "heng",
    pick("衡", "Heng"),
    { run, debug: run },
    {
      documentSelector: [
        { scheme: "file", language: "heng" },
        { scheme: "untitled", language: "heng" },
        { scheme: "file", pattern: "**/*.heng.md" },
        { scheme: SCHEME, pattern: "**/*.heng.md" },
      ],
      initializationOptions: {
        language: vscode.workspace.getConfiguration("heng").get("language"),
        virtualDocuments: true,
      },
      synchronize: { configurationSection: "heng" },
    },
  );
  try {
    await made.start();
    client = made;
  } catch (error) {
    const settings = pick("打开设置", "Open settings");
    const chosen = await vscode.window.showErrorMessage(
      pick(
        `语言服务没有启动：运行不了「${command}」。请安装 heng，或在设置「heng.path」里写它的路径。（${error.message}）`,
        `The language server did not start: \`${command}\` cannot be run. Install heng, or set heng.path. (${error.message})`,
      ),
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "heng.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  const texts = {
    async provideTextDocumentContent(uri) {
      return client ? client.sendRequest("heng/text", { uri: uri.toString() }) : "";
    },
  };
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, texts),
    vscode.commands.registerCommand("heng.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("heng.path")) {
        return restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
