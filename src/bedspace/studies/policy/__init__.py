"""What a change does, and which assumed number an answer turns on."""
