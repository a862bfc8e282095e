-- Loads data.nq from the folder of the database by Virtuoso's own bulk loader.
ld_dir ('.', 'data.nq', 'urn:x-krig:bench');
rdf_loader_run ();
checkpoint;
