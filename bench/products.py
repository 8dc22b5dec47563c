"""How each product is used: its screens, its words and its buttons."""

from dataclasses import dataclass, field

from .people import OURS


@dataclass(frozen=True)
class Product:
    """One product and what its users do in it.

    :param action: the list of all records, by its XML ID
    :param own_action: the list that an officer begins with, if it is another one
    :param open_filter: the filter of the search view that shows open records
    :param search_field: the field of the search view that finds a person's name
    :param month: the date by which records are counted
    :param state: the field in which a record moves
    :param kanban_group: what the cards are grouped by
    """

    name: str
    title: str
    table: str
    action: str
    open_filter: str
    search_field: str
    month: str
    state: str
    kanban_group: str
    own_action: str = ""
    typed: dict = field(default_factory=dict)


PRODUCTS = (
    Product(
        OURS,
        "ours",
        "hate_case",
        "hate_case_mgmt.hate_case_action",
        "open",
        "search_text",
        "reported_at",
        "state",
        "state",
        own_action="hate_case_mgmt.hate_case_action_mine",
    ),
    Product(
        "helpdesk",
        "helpdesk_mgmt + sla",
        "helpdesk_ticket",
        "helpdesk_mgmt.helpdesk_ticket_action",
        "open",
        "number",
        "create_date",
        "stage_id",
        "stage_id",
        typed={"name": "About a fence", "description": "<p>It fell over.</p>"},
    ),
    Product(
        "project",
        "project.task",
        "project_task",
        "project.action_view_all_task",
        "open_tasks",
        "name",
        "create_date",
        "stage_id",
        "stage_id",
        typed={"name": "About a fence", "description": "<p>It fell over.</p>"},
    ),
    Product(
        "crm",
        "crm.lead",
        "crm_lead",
        "crm.crm_lead_action_pipeline",
        "open_opportunities",
        "name",
        "create_date",
        "stage_id",
        "stage_id",
        typed={"name": "About a fence", "description": "<p>It fell over.</p>"},
    ),
)
