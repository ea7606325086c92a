"""What officers are asked about a list."""
