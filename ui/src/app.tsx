import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from './data/query-client.ts';
import { createAppRouter, openLogin } from './router.tsx';
import { mantineTheme } from './theme/mantine-theme.ts';

const queryClient = createQueryClient(() => openLogin(router));
const router = createAppRouter(queryClient);

export function App() {
  return (
    // Variables and classes come from files: the content security policy lets no script add styles.
    <MantineProvider theme={mantineTheme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
