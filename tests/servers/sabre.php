<?php
// A small CalDAV server on sabre/dav 1.8 and SQLite. From the command line it makes the database
// with the users ana and bob; behind a web server it answers. SABRE_DIR names its directory,
// SABRE_AUTH is "basic" or "digest".

// sabre 1.8 predates PHP 8: its deprecations and notices are not our failures.
error_reporting(E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR);
date_default_timezone_set('UTC');
require_once '/usr/share/php/Sabre/autoload.php';

const REALM = 'calendars';
const PASSWORDS = ['ana' => 'secret', 'bob' => 'secret2'];

final class KnownUsers extends \Sabre\DAV\Auth\Backend\AbstractBasic
{
    protected function validateUserPass($name, $password)
    {
        return isset(PASSWORDS[$name]) && hash_equals(PASSWORDS[$name], $password);
    }
}

function openDatabase(string $path): PDO
{
    $db = new PDO("sqlite:$path");
    $db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
    $db->exec('PRAGMA busy_timeout = 20000');
    return $db;
}

function addUser(PDO $db, string $name, string $password): void
{
    $user = $db->prepare('INSERT INTO users (username, digesta1) VALUES (?, ?)');
    $user->execute([$name, md5("$name:" . REALM . ":$password")]);
    $principal = $db->prepare('INSERT INTO principals (uri, email, displayname) VALUES (?, ?, ?)');
    $principal->execute(["principals/$name", "$name@localhost", ucfirst($name)]);
    foreach (['read', 'write'] as $right) {
        $principal->execute(["principals/$name/calendar-proxy-$right", null, null]);
    }
}

// Renamed into place when complete, so that a broken attempt is not taken for a database.
function createDatabase(string $path): void
{
    @unlink("$path.new");
    $db = openDatabase("$path.new");
    foreach (['calendars', 'principals', 'users', 'locks'] as $table) {
        $schema = "/usr/share/doc/php-sabre-dav/examples/sql/sqlite.$table.sql";
        $sql = is_readable($schema) ? file_get_contents($schema) : false;
        if ($sql === false) {
            fwrite(STDERR, "cannot read $schema\n");
            exit(1);
        }
        $db->exec($sql);
    }
    foreach (PASSWORDS as $name => $password) {
        addUser($db, $name, $password);
    }
    $db = null;
    rename("$path.new", $path);
}

function serve(PDO $db, string $auth): void
{
    $principals = new \Sabre\DAVACL\PrincipalBackend\PDO($db);
    $server = new \Sabre\DAV\Server([
        new \Sabre\CalDAV\Principal\Collection($principals),
        new \Sabre\CalDAV\CalendarRootNode($principals, new \Sabre\CalDAV\Backend\PDO($db)),
    ]);
    $server->setBaseUri('/');
    $users = $auth === 'digest' ? new \Sabre\DAV\Auth\Backend\PDO($db) : new KnownUsers();
    $server->addPlugin(new \Sabre\DAV\Auth\Plugin($users, REALM));
    $server->addPlugin(new \Sabre\DAVACL\Plugin());
    $server->addPlugin(new \Sabre\CalDAV\Plugin());
    $server->exec();
}

$directory = $_SERVER['SABRE_DIR'] ?? getenv('SABRE_DIR');
if (PHP_SAPI === 'cli') {
    createDatabase("$directory/calendars.sqlite");
} else {
    serve(openDatabase("$directory/calendars.sqlite"), $_SERVER['SABRE_AUTH'] ?? 'basic');
}
