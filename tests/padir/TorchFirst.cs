using System.Runtime.CompilerServices;
using Gmlm.Padir.Runtime;

namespace Gmlm.Padir.Tests;

/// <summary>
/// Makes TorchSharp loadable before any test runs, since many tests use a TorchSharp type before one of the library's own.
/// </summary>
internal static class TorchFirst
{
    [ModuleInitializer]
    internal static void MakeLoadable()
    {
        PassiveThreads.Set();
        _ = TorchLibrary.Status;
    }
}
