"""What the commands of the command line do, one file per job; `salestui.cli` declares them."""
