"""Offices and titles: whom «وزير الدفاع التركي» means on a day."""
