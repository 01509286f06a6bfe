"""Sources that are watched for articles: feeds, sitemaps, list pages, mailboxes."""
