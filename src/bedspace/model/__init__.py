"""The system written once as a table: one module a part, each declaring its states and arrows."""
