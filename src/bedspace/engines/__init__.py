"""Arrays in, arrays out: the table compiled and run. Knows no files, dates, charts or database."""
