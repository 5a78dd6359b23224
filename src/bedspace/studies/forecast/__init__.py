"""Where the detained population is heading without a change of policy, and how good such forecasts were."""
