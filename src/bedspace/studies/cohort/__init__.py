"""What becomes of the people of one inflow: arrest cohorts and steady states."""
