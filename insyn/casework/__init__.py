"""Follow-ups, assessments, findings, action plans and urgent notices."""
