import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

// Several requests may fail at once: one dialogue is enough.
let told = false;

/**
 * Keeps what was typed into a form of class o_hate_keeps_text when the session ends.
 *
 * Odoo reloads the page then, and the words are gone. Nothing is kept in the browser's
 * storage either: the form stays as it is, and works again once its user has signed in
 * in another tab.
 *
 * @param {Object} env
 * @param {Error} error
 * @param {Error} originalError
 * @returns {Boolean} whether the error was dealt with
 */
export function signedOutHandler(env, error, originalError) {
    const signedOut =
        originalError instanceof RPCError &&
        originalError.exceptionName === "odoo.http.SessionExpiredException";
    if (!signedOut || !document.querySelector(".o_hate_keeps_text")) {
        return false;
    }
    error.unhandledRejectionEvent.preventDefault();
    if (told) {
        return true;
    }
    told = true;
    const props = {
        title: _t("You have been signed out"),
        body: _t(
            "What you typed is still here. Sign in again in a new tab, come back to this one, and press the button once more."
        ),
        confirmLabel: _t("Sign in in a new tab"),
        confirm: () => window.open("/web/login", "_blank", "noopener"),
        cancelLabel: _t("Back to the form"),
        cancel: () => {},
    };
    env.services.dialog.add(ConfirmationDialog, props, { onClose: () => (told = false) });
    return true;
}

registry
    .category("error_handlers")
    .add("hate_case_mgmt.signed_out", signedOutHandler, { sequence: 90 });
