"""Who is at the desk: signing in and out, and where else a reviewer is signed in."""
