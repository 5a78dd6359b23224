"""Reading official files: workbooks by their labels, releases kept apart, source errors found."""
