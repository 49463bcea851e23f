"""Documents in and out: forms and letters as PDF/A and DOCX, and what people upload."""
