"""Who did what, when, why and from where: a hash chain per unit. See README.md."""
