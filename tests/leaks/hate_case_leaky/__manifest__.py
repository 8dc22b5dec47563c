{
    "name": "Leaks put in on purpose",
    "summary": "For the tests of the attack suite only: each mistake must be found",
    "version": "19.0.1.0.0",
    "license": "LGPL-3",
    "depends": ["hate_case_mgmt"],
    "data": [],
}
