import { registry } from "@web/core/registry";

const MENUS = ["hate_case_mgmt.menu_log_report", "hate_case_mgmt.menu_pass_on"];

/**
 * Offers the user's own form for a report in the command palette (Ctrl+K) from any
 * screen, without the slash that menus take. Who may see the menu has the command.
 */
registry.category("command_provider").add("hate_case_mgmt.log_report", {
    provide: (env) =>
        env.services.menu
            .getAll()
            .filter((menu) => MENUS.includes(menu.xmlid))
            .map((menu) => ({
                category: "app",
                name: menu.name,
                action: () => env.services.menu.selectMenu(menu),
            })),
});
