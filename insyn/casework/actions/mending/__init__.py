"""Action plans: asked for by an officer, written by the provider, reviewed, carried out and verified.

Each round is a plan of its own. What the provider calls is in `answering`, the officer's part in `asking`,
`reviewing` and `verifying`.
"""
