"""What all tests share. This file's folder is on the import path, so that tests can import `stories`."""
