"""Who is named in an article, and in what tone, with the evidence."""
