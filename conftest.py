"""No test sees what the user of this machine has set for AWS and for the terminal, nor reaches what that points at.

Before anything is collected, as some tests ask boto3 while they are.
"""

import os

for name in [name for name in os.environ if name.startswith("AWS_") or name in ("FORCE_COLOR", "NO_COLOR")]:
    del os.environ[name]
os.environ |= {
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    "AWS_EC2_METADATA_DISABLED": "true",
}
