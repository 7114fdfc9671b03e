#include "tests/fault/faulty_vfs.h"

#include <sqlite3.h>

#include <utility>

namespace touchbase::test {
namespace {

SqlHook& Hook() {
  static SqlHook hook;
  return hook;
}

int Ask(const char* operation) { return Hook() ? Hook()(operation) : SQLITE_OK; }

// As SQLite lays it out: ours, and the real file behind it.
struct File {
  sqlite3_file base;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* Real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }
const sqlite3_io_methods& Methods(sqlite3_file* file) { return *Real(file)->pMethods; }

int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  const int error = Ask("Sql.Write");
  if (error != SQLITE_OK) return error;
  return Methods(file).xWrite(Real(file), bytes, size, at);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int error = Ask("Sql.Truncate");
  return error != SQLITE_OK ? error : Methods(file).xTruncate(Real(file), size);
}

const sqlite3_io_methods& OurMethods() {
  static const sqlite3_io_methods kMethods = {
      2,
      [](sqlite3_file* f) { return Methods(f).xClose(Real(f)); },
      [](sqlite3_file* f, void* bytes, int size, sqlite3_int64 at) {
        return Methods(f).xRead(Real(f), bytes, size, at);
      },
      Write,
      Truncate,
      [](sqlite3_file*, int) { return Ask("Sql.Sync"); },
      [](sqlite3_file* f, sqlite3_int64* size) { return Methods(f).xFileSize(Real(f), size); },
      [](sqlite3_file* f, int lock) { return Methods(f).xLock(Real(f), lock); },
      [](sqlite3_file* f, int lock) { return Methods(f).xUnlock(Real(f), lock); },
      [](sqlite3_file* f, int* out) { return Methods(f).xCheckReservedLock(Real(f), out); },
      [](sqlite3_file* f, int what, void* with) {
        return Methods(f).xFileControl(Real(f), what, with);
      },
      [](sqlite3_file* f) { return Methods(f).xSectorSize(Real(f)); },
      [](sqlite3_file* f) { return Methods(f).xDeviceCharacteristics(Real(f)); },
      [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        return Methods(f).xShmMap(Real(f), page, size, extend, out);
      },
      [](sqlite3_file* f, int offset, int count, int flags) {
        return Methods(f).xShmLock(Real(f), offset, count, flags);
      },
      [](sqlite3_file* f) { Methods(f).xShmBarrier(Real(f)); },
      [](sqlite3_file* f, int remove) { return Methods(f).xShmUnmap(Real(f), remove); },
      nullptr,
      nullptr};
  return kMethods;
}

sqlite3_vfs* RealVfs() {
  static sqlite3_vfs* const kReal = sqlite3_vfs_find(nullptr);
  return kReal;
}

int Open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* out) {
  file->pMethods = nullptr;
  const int error = RealVfs()->xOpen(RealVfs(), name, Real(file), flags, out);
  if (error == SQLITE_OK) file->pMethods = &OurMethods();
  return error;
}

int Delete(sqlite3_vfs* /*vfs*/, const char* name, int sync_folder) {
  const int error = Ask("Sql.Delete");
  return error != SQLITE_OK ? error : RealVfs()->xDelete(RealVfs(), name, sync_folder);
}

}  // namespace

void UseFaultyVfs() {
  static sqlite3_vfs ours = [] {
    sqlite3_vfs vfs = *RealVfs();
    vfs.zName = "faulty";
    vfs.szOsFile += static_cast<int>(sizeof(File));
    vfs.xOpen = Open;
    vfs.xDelete = Delete;
    vfs.pNext = nullptr;
    return vfs;
  }();
  static const int kRegistered = sqlite3_vfs_register(&ours, 1);
  static_cast<void>(kRegistered);
}

void SetSqlHook(SqlHook hook) { Hook() = std::move(hook); }

}  // namespace touchbase::test
