// Does nothing with all of the program's libraries: what starting costs before a line of ours runs.
int main() { return 0; }
