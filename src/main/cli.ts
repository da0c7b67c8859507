#!/usr/bin/env node
process.stderr.write('parinya: nothing here yet\n');
