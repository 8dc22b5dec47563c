import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";
import { useRef, useState } from "@odoo/owl";

// as in policy/file_checks.py, so that nobody waits for a file that is refused anyway
const MOST_BYTES = 100 * 1024 * 1024;

/**
 * Files dropped or chosen, several at once. Each goes up by itself, so that one that is
 * refused or breaks off takes no other with it.
 */
export class EvidenceFiles extends Many2ManyBinaryField {
    static template = "hate_case_mgmt.EvidenceFiles";
    static components = {};

    setup() {
        super.setup();
        this.http = useService("http");
        this.input = useRef("input");
        this.state = useState({ waiting: [], refused: [], over: false });
    }

    onDrop(ev) {
        this.state.over = false;
        this.upload(ev.dataTransfer.files);
    }

    async onChosen(ev) {
        await this.upload(ev.target.files);
        // the same file can be chosen again
        ev.target.value = null;
    }

    async upload(files) {
        this.state.refused = [];
        const names = [...files].map((file) => file.name);
        this.state.waiting.push(...names);
        for (const file of [...files]) {
            const sentence = await this.uploadOne(file);
            if (sentence) {
                this.state.refused.push(sentence);
            }
            this.state.waiting.shift();
        }
    }

    /** @returns a sentence when the file is not taken */
    async uploadOne(file) {
        if (file.size > MOST_BYTES) {
            return _t("%(name)s is larger than 100 MB. Please make it smaller.", {
                name: file.name,
            });
        }
        let answer;
        try {
            const params = {
                csrf_token: odoo.csrf_token,
                dialogue_id: this.props.record.resId,
                ufile: [file],
            };
            answer = JSON.parse(
                await this.http.post("/hate_case/evidence/upload", params, "text")
            );
        } catch {
            return _t("%(name)s did not arrive, and nothing of it was kept. Please try again.", {
                name: file.name,
            });
        }
        if (answer.error) {
            return answer.error;
        }
        await this.operations.saveRecord([answer.id]);
    }
}

registry.category("fields").add("hate_evidence_files", {
    ...many2ManyBinaryField,
    component: EvidenceFiles,
});
