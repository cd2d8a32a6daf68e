"""What the desk shows of applications: the queue, and one of them opened."""
