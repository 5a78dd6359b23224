"""Official files to readings: tables found by their labels, a file read whole or refused."""
