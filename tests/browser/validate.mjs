// Reads {"name": "<html>"} from stdin, writes what html-validate finds as a JSON list of lines.
import { readFileSync } from "node:fs";
import { HtmlValidate, FileSystemConfigLoader } from "html-validate";

const pages = JSON.parse(readFileSync(0, "utf8"));
const validator = new HtmlValidate(new FileSystemConfigLoader());
const lines = [];
for (const [name, html] of Object.entries(pages)) {
  const report = await validator.validateString(html, `${name}.html`);
  for (const result of report.results) {
    for (const message of result.messages) {
      lines.push(`${name}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
    }
  }
}
process.stdout.write(JSON.stringify(lines));
